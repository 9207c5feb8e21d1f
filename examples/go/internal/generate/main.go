// Generate writes kinds.go and tables.go of package postfixlog into a folder, from
// the reflection tables of the library that pkg-config finds:
//
//	go generate ./...
package main

import (
	"log"
	"os"
	"path/filepath"

	"example.org/postfixlog/internal/schema"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: generate FOLDER")
	}
	for name, print := range map[string]func() ([]byte, error){
		"kinds.go":  schema.PrintKinds,
		"tables.go": schema.PrintTables,
	} {
		source, err := print()
		if err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(os.Args[1], name), source, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
