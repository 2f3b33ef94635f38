#pragma once
#include <err.h>
#include <missing/anything.h>
