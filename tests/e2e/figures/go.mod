module example.org/figures

go 1.20

require example.org/postfixlog v0.0.0

replace example.org/postfixlog => ../../../examples/go
