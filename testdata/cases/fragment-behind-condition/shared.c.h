static int pump_take(pump_t *pump)
{
	return pump->loop ? 0 : -1;
}
