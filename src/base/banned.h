/* banned.h: functions that have a safer kin here. Included by the build before every file (-include). */
#ifndef SR_BASE_BANNED_H
#define SR_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <locale.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atoll atof
#pragma GCC poison setlocale localtime gmtime asctime ctime

#endif
