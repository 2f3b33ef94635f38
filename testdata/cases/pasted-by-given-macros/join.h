#define JOIN_(a, b) a%:%:b /* as good
 as */
#define JOIN(a, b)  JOIN_(a, b)
