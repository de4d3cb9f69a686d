# public.sh - the part of bench/run about pages that anyone may open: what they cost at 64 connections beside files of the same content
# from nginx, how late answers are at 2,000 requests a second, asking for help, and how much of every page goes over the wire on a first
# visit. Sourced by bench/run. A page that answers anything but 200 or 303 ends the bench.
# "Made anew": with a cookie, which keeps an answer from being one that was made for somebody else a moment ago (src/web/kept.h).

nginx='' nginx_port=''

# Kind, path, title; with tabs between.
public_pages() {
	local facility program
	facility=$(linked_from '/find?near=10001&miles=25' '/find/[0-9A-Z]{13}') || exit 1
	program=$(linked_from /programs '/programs/[0-9A-Z]+/[0-9A-Z]+') || exit 1
	printf '%s\t%s\t%s\n' \
		home / 'Home page' \
		city '/find?near=10001&miles=25' 'Search, a dense city: New York, 25 miles' \
		rural '/find?near=04609&miles=25' 'Search, rural: ZIP 04609, 25 miles' \
		wide '/find?near=10001&miles=100&pays=medicaid&language=spanish&with=telehealth' 'Search, 100 miles around New York, three filters' \
		facility "$facility" 'Page of one place' \
		programs /programs 'Our programs' \
		program "$program" 'Page of a program' \
		articles /library Library
}

stop() { say "bench: $*" && exit 1; }

# linked_from PATH PATTERN - the first address like that on a page
linked_from() {
	local html found
	html=$(curl -s --max-time 10 "http://127.0.0.1:$port$1") || stop "$1 gives no answer"
	[[ $html =~ href=\"($2) ]] || stop "$1 links to nothing like $2"
	found=${BASH_REMATCH[1]}
	printf '%s\n' "$found"
}

# fetch PATH FILE - keeps what a browser gets; prints the bytes over the wire, head and body
fetch() {
	local code head body
	read -r code head body < <(curl -s --max-time 10 -H 'Accept-Encoding: gzip' -o "$2" -w '%{http_code} %{size_header} %{size_download}\n' \
		"http://127.0.0.1:$port$1") || true
	[[ $code = 200 || $code = 303 ]] || stop "$1 answers with ${code:-nothing}, not with 200 or 303"
	printf '%s\n' $((head + body))
}

# ---- nginx -----------------------------------------------------------------------------------------------------------

find_nginx() { PATH=$PATH:/usr/sbin:$build/nginx/usr/sbin type -P nginx; }

# Where nginx is not installed, Debian's is unpacked beside the build: installed it would start a server of its own.
get_nginx() {
	find_nginx >/dev/null && return
	say 'Getting nginx from Debian, for the comparison (nothing is installed)'
	mkdir -p "$build/nginx"
	(cd "$build/nginx" && apt-get download -q nginx && dpkg -x nginx_*.deb .) >>"$work/log" 2>&1 ||
		say 'nginx cannot be had here: its columns stay empty. Debian calls the package nginx-light.'
}

# Files in $work/static, on a free port; as many workers as cores, nothing logged, connections stay open.
start_nginx() {
	local program tries=0
	program=$(find_nginx)
	while :; do
		nginx_port=$((20000 + RANDOM % 10000))
		cat >"$work/nginx.conf" <<-CONF
			daemon off;
			pid $work/nginx.pid;
			error_log $work/log;
			user $(id -un) $(id -gn);
			worker_processes auto;
			events { worker_connections 1024; }
			http {
				access_log off;
				sendfile on;
				tcp_nopush on;
				open_file_cache max=100;
				keepalive_requests 100000000;
				default_type 'text/html; charset=utf-8';
				client_body_temp_path $work/nginx-body;
				proxy_temp_path $work/nginx-proxy;
				fastcgi_temp_path $work/nginx-fastcgi;
				uwsgi_temp_path $work/nginx-uwsgi;
				scgi_temp_path $work/nginx-scgi;
				server { listen 127.0.0.1:$nginx_port; root $work/static; }
			}
		CONF
		"$program" -e "$work/log" -c "$work/nginx.conf" 2>>"$work/log" &
		nginx=$!
		curl -s -o "$work/answer" --retry 20 --retry-delay 0 --retry-connrefused --max-time 10 "http://127.0.0.1:$nginx_port/home" &&
			cmp -s "$work/answer" "$work/static/home" && return
		stop_nginx
		[ $((tries += 1)) -lt 5 ] || stop 'nginx does not start'
	done
}

stop_nginx() {
	[ -z "$nginx" ] || { kill "$nginx" && wait "$nginx" || true; } 2>/dev/null
	nginx=''
}

# ---- requests a second ---------------------------------------------------------------------------------------------

# Requests for the server, kept and made anew (KIND!), and of the same kinds for nginx.
public_requests() {
	local kind path title
	mkdir -p "$work/static"
	public_pages >"$work/public" || exit 1
	while IFS=$'\t' read -r kind path title; do
		fetch "$path" "$work/static/$kind" >/dev/null
		printf '%s\tGET\t%s\t\t\t\n' "$kind" "$path" >&3
		printf '%s!\tGET\t%s\tanew\t\t\n' "$kind" "$path" >&3
		printf '%s\tGET\t/%s\t\t\t\n' "$kind" "$kind" >&4
	done <"$work/public" 3>"$work/requests.public" 4>"$work/requests.nginx"
	many_searches >>"$work/requests.public"
}

many=256 # a multiple of the connections, so that each of them is asked for

# Searches from as many places around New York, of which only those asked twice within three seconds can be kept ones.
many_searches() {
	awk -F, -v n=$many '/^1[0-2]/ && n-- > 0 { printf "many\tGET\t/find?near=%s&miles=25&for=addiction\t\t\t\n", $1 }' packs/directory/zips.csv
}

# public_load REQUESTS PORT PROCESSES KIND TITLE [OPTION...] - one line of bench/load, without a failure
public_load() {
	local line failed
	line=$("$build/bench/load" --requests "$1" --port "$2" --server "$3" --mix "$4" --label "$5" --connections 64 --seconds $(((seconds + 1) / 2)) "${@:6}") ||
		{ tail -n 5 "$work/log" >&2 && stop "$5: nobody answers any more"; }
	failed=$(cut -f 6 <<<"$line")
	[ "$failed" = 0 ] || stop "$5: $failed requests were not answered with a page"
	printf '%s\n' "$line"
}

own_load() { public_load "$work/requests.public" "$port" "$cpu_of" "$@"; }

public_rows() {
	local kind path title per_s p50 p99 cpu bytes anew beside=(- - -)
	public_requests
	head_row 'Public page, 64 connections' 'Requests/s' 'p50 ms' 'p99 ms' 'CPU µs' Bytes \
		'made anew: requests/s' 'p50 ms' 'p99 ms' 'CPU µs' Statements 'SQL µs' 'nginx requests/s' 'nginx p99 ms' 'nginx CPU µs'
	! find_nginx >/dev/null || start_nginx
	while IFS=$'\t' read -r kind path title; do
		own_load "$kind" "$title" >"$work/line"
		anew=($(own_load "$kind!" "$title, made anew" | cut -f 3,4,5,7,8,9))
		[ -z "$nginx" ] || public_load "$work/requests.nginx" "$nginx_port" "$nginx" "$kind" "nginx: $title" >"$work/line.nginx"
		IFS=$'\t' read -r _ _ per_s p50 p99 _ cpu _ _ _ _ _ bytes <"$work/line"
		[ -z "$nginx" ] || beside=($(cut -f 3,5,7 "$work/line.nginx"))
		row "$title" "$per_s" "$p50" "$p99" "$cpu" "$bytes" "${anew[@]}" "${beside[@]}"
	done <"$work/public"
	[ -n "$nginx" ] || printf '\nnginx is not installed here, so nothing stands beside these pages.\n'
	stop_nginx
}

# ---- at a fixed rate -----------------------------------------------------------------------------------------------

rate=2000

# Each time runs from when the request was due, so an answer that makes others wait counts with all it makes wait.
rate_rows() {
	local kind path title anew
	head_row "Public page, $rate requests a second due" 'Answered/s' 'p50 ms' 'p99 ms' 'CPU µs' \
		'made anew: answered/s' 'p50 ms' 'p99 ms' 'CPU µs'
	while IFS=$'\t' read -r kind path title; do
		anew=(- - - -)
		[[ $kind != @(city|rural|wide|facility) ]] || anew=($(own_load "$kind!" "$title, made anew" --rate $rate | cut -f 3,4,5,7))
		row "$title" $(own_load "$kind" "$title" --rate $rate | cut -f 3,4,5,7) "${anew[@]}"
	done <"$work/public"
	row "Searches from $many places in turn" $(own_load many 'many searches' --rate $rate | cut -f 3,4,5,7) - - - -
}

# ---- asking for help -----------------------------------------------------------------------------------------------

# Each from an address of its own, as a proxy would tell it.
ask_rows() {
	local asked=("$work/requests.ask" "$port" "$cpu_of")
	"$build/bench/drafts" "$url" "$((centers * 30))" >"$work/requests.ask"
	head_row 'Asking for help, 64 connections' 'Requests/s' 'p50 ms' 'p99 ms' 'CPU µs' Statements 'SQL µs'
	row 'A question answered' $(public_load "${asked[@]}" answer answer | cut -f 3,4,5,7,8,9)
	row 'The request sent' $(public_load "${asked[@]}" send send --once | cut -f 3,4,5,7,8,9)
}

# ---- a first visit -------------------------------------------------------------------------------------------------

# sum_of NAMES - what these files of the site weigh over the wire
sum_of() {
	local sum=0 n path
	for path in $1; do
		n=$(fetch "$path" "$work/part") || exit 1
		sum=$((sum + n))
	done
	printf '%s\n' "$sum"
}

# Files a page names that a browser loads at once; of the fonts all that its stylesheets name, though a page may use fewer.
named_in() { # named_in PAGE PATTERN
	grep -oE '<(link|script|img|source|use)\b[^>]*>' "$1" | grep -vE 'rel="(canonical|alternate|next|prev)"' | grep -oE "/assets/[^\"#]+" |
		grep -E "$2" | sort -u || true
}

fonts_of() { # fonts_of STYLESHEETS
	local path
	for path in $1; do
		curl -s --max-time 10 "http://127.0.0.1:$port$path" | grep -oE '/assets/[^"()]+\.woff2' || true
	done | sort -u
}

in_kb() { awk -v n="$1" 'BEGIN { printf "%.1f", n / 1000 }'; }

# Every page of the site map, one for those of a kind, and those that only a link or a search leads to.
every_public_page() {
	cut -f 2 "$work/public"
	printf '%s\n' /ask /ask/return /find
	curl -s --max-time 10 "http://127.0.0.1:$port/sitemap.xml" | grep -oE '<loc>[^<]*' | sed 's|<loc>http://[^/]*||' | grep -vE '/[0-9A-Z]{13}'
}

wire_rows() {
	local path page styles rest fonts sheets sum most=0 most_fonts=0
	head_row 'First visit, kB over the wire' 'The page' Styles 'Scripts and images' Sum Fonts 'With fonts'
	while read -r path; do
		page=$(fetch "$path" "$work/sent") || exit 1
		zcat -f "$work/sent" >"$work/page"
		sheets=$(named_in "$work/page" '\.css$')
		styles=$(sum_of "$sheets") || exit 1
		rest=$(sum_of "$(named_in "$work/page" '\.(js|svg|png|webp|avif|jpg)$')") || exit 1
		fonts=$(sum_of "$(fonts_of "$sheets")") || exit 1
		sum=$((page + styles + rest))
		most=$((sum > most ? sum : most)) most_fonts=$((sum + fonts > most_fonts ? sum + fonts : most_fonts))
		row "\`$path\`" "$(in_kb $page)" "$(in_kb $styles)" "$(in_kb $rest)" "$(in_kb $sum)" "$(in_kb $fonts)" "$(in_kb $((sum + fonts)))"
	done < <(every_public_page | awk '!seen[$0]++')
	row 'The heaviest of them' '' '' '' "$(in_kb $most)" '' "$(in_kb $most_fonts)"
}
