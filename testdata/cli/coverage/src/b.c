int x = @@@ accept4 (((;
