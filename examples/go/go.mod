module example.org/postfixlog

go 1.19
