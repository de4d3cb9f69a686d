/* main.c - the program starts here; everything it can do is a row in cli/help.c. */
#include "cli/cli.h"

int main(int argc, char **argv)
{
	return cli_main(argc, argv);
}
