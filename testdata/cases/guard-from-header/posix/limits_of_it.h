#pragma once
#define POSIX_LEVEL 7
