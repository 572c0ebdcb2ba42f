/* version.h: the version of the program, the same as in CMakeLists.txt (a test compares them). */
#ifndef PARALLAX_EDGE_VERSION_H
#define PARALLAX_EDGE_VERSION_H

#define PARALLAX_VERSION "0.1.0"

#endif
