#include "template.ipp"
