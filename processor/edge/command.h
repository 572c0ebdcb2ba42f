/* command.h: the commands of the program, one file each. Each gets its own arguments (argv[0] is its name) and answers
 * with the exit code: 0 done, 1 the world or the data were wrong and it has said how, 2 the arguments were wrong. */
#ifndef PARALLAX_EDGE_COMMAND_H
#define PARALLAX_EDGE_COMMAND_H

enum exit_code { EXIT_DONE = 0, EXIT_WRONG = 1, EXIT_USAGE = 2, EXIT_FENCED = 3 };

int command_demo(int argc, char **argv);
int command_run(int argc, char **argv);
int command_replay(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_sketch(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_config(int argc, char **argv);

#endif
