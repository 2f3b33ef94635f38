#pragma once
#include <net/inner.h>
