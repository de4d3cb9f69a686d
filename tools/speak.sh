#!/bin/sh
# speak.sh TRANSCRIPT.md OUT.mp3 TITLE - a transcript read aloud by espeak-ng, each speaker in a voice of their own, saved as MP3 by lame.
# A turn is a paragraph that begins with "**Name:** "; the first name that speaks has the higher voice.
set -eu
ssml=$2.ssml wav=$2.wav
trap 'rm -f "$ssml" "$wav"' EXIT

awk '
	BEGIN { print "<speak>" }
	match($0, /^\*\*[^*]+:\*\* /) {
		name = substr($0, 1, RLENGTH)
		if (first == "") first = name
		text = substr($0, RLENGTH + 1)
		gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/[*_]/, "", text)
		printf "<voice name=\"en-us+%s\">%s</voice><break time=\"600ms\"/>\n", (name == first ? "f3" : "m3"), text
	}
	END { print "</speak>" }
' "$1" > "$ssml"
espeak-ng -m -s 155 -w "$wav" -f "$ssml"
lame --silent --noreplaygain -t -m m --resample 16 -b 24 --add-id3v2 --tt "$3" "$wav" "$2"
