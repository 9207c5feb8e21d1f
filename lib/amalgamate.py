#!/usr/bin/env python3
"""Makes one header and one source of the library: postfixlog.h and postfixlog.c.

    python3 lib/amalgamate.py FOLDER

For programs that would rather compile two files than build a library. Which sources
there are comes from CMakeLists.txt, which headers they need from their #include lines.

A source may use any name for what is its own, and several use the same one: in a single
file they would clash. The C preprocessor (CC, or cc) says what each source declares
outside of functions; such a name gets the source's own name in front of it where another
source knows it too. Macros end with the source that defines them.
"""
import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Everything in C text that is one thing for our purposes; comments and texts are passed over.
LEXEME = re.compile(r"""
    (?P<other>/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | \.?\d[\w.]* | \s+ | \\\n)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<mark>-> | \#\# | .)
""", re.S | re.X)
INCLUDE = re.compile(r'^#include [<"]([^>"]+)[>"].*\n', re.M)
DEFINE = re.compile(r"^#\s*define (\w+)", re.M)
KEYWORDS = {"struct", "union", "enum"}
OPEN, CLOSE = set("([{"), set(")]}")


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def is_name(word):
    return re.match(r"[A-Za-z_]", word) is not None


def sources():
    listed = re.search(r"set\(pfl_sources\n(.*?)\)", read("CMakeLists.txt"), re.S)
    return listed.group(1).split()


def resolve(name):
    """The project's file that an #include line names; None for one of the system's."""
    for path in (name, os.path.join("include", name)):
        if os.path.exists(os.path.join(ROOT, path)):
            return path
    return None


# === What a source declares ===

def preprocessed(source):
    """The words of a source as the compiler sees them, with the file each one belongs to.

    What a .def file says belongs to the file that includes it.
    """
    command = shlex.split(os.environ.get("CC", "cc")) + ["-std=c11", "-E", "-DPFL_BUILDING", "-Iinclude", "-I.", source]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    stack = [source]
    for line in text.splitlines():
        marker = re.match(r'# \d+ "([^"]*)"(?: ([\d ]+))?', line)
        if marker:
            path, flags = os.path.normpath(marker.group(1)), (marker.group(2) or "").split()
            if "1" in flags:
                stack.append(stack[-1] if path.endswith(".def") else path)
            elif "2" in flags:
                stack.pop()
            continue
        for lexeme in LEXEME.finditer(line):
            if not lexeme.group().isspace():
                yield lexeme.group(), stack[-1]


def closing(words, start):
    """The index of the bracket that closes the one at start."""
    depth = 0
    for i in range(start, len(words)):
        depth += (words[i] in OPEN) - (words[i] in CLOSE)
        if depth == 0:
            return i
    raise ValueError("a bracket is not closed")


def declarations(source):
    """Lists what stands outside of functions: (words, owner) each."""
    words, owner, depth = [], None, 0
    for word, path in preprocessed(source):
        owner = owner if words else path
        words.append(word)
        depth += (word in OPEN) - (word in CLOSE)
        if depth == 0 and (word == ";" or (word == "}" and is_function(words))):
            yield words, owner
            words = []


def is_function(words):
    """Whether a declaration that ends with } is a function: its { stands behind a )."""
    start = len(words) - 1
    depth = 0
    while True:
        depth += (words[start] in CLOSE) - (words[start] in OPEN)
        if depth == 0:
            break
        start -= 1
    return start > 0 and words[start - 1] == ")" and "=" not in words[:start]


def declared(words):
    """The tags, the variables and the other names of a declaration."""
    tags, variables, others, flat = set(), set(), set(), []
    i = 0
    while i < len(words):
        word = words[i]
        if word in KEYWORDS:
            i += 1
            tag = words[i] if is_name(words[i]) else None
            i += tag is not None
            if words[i] == "{":
                end = closing(words, i)
                if tag:
                    tags.add(tag)
                if word == "enum":
                    others.update(w for before, w in zip(words[i:end], words[i + 1:end])
                                  if before in "{," and is_name(w))
                i = end + 1
        elif word in OPEN:
            if word == "(" and words[i + 1] == "*" and is_name(words[i + 2]):
                flat.append(words[i + 2])  # (*name)(...)
            flat.append(word)
            i = closing(words, i) + 1
        elif word == "=":
            flat.append(word)
            while words[i] not in (",", ";"):
                i = closing(words, i) + 1 if words[i] in OPEN else i + 1
        else:
            flat.append(word)
            i += 1
    for word, behind in zip(flat, flat[1:]):
        if is_name(word) and word != "__attribute__" and behind in ("(", "[", "=", ",", ";", "{"):
            (others if behind == "(" or words[0] == "typedef" else variables).add(word)
            if behind == "(":
                break  # what follows are parameters
    return tags, variables, others


class Look:
    """What a source declares itself, and what its headers do: there each name has its file."""

    def __init__(self, source):
        self.tags, self.variables, self.names = set(), set(), set()
        self.header_tags, self.header_names = {}, {}
        for words, owner in declarations(source):
            if words[0] == "_Static_assert":
                continue
            tags, variables, others = declared(words)
            if owner == source:
                self.tags |= tags
                self.variables |= variables
                self.names |= variables | others
            else:
                self.header_tags.update((tag, owner) for tag in tags if tag not in self.header_tags)
                self.header_names.update((n, owner) for n in variables | others if n not in self.header_names)
        # What a header promises is not the source's own.
        self.tags -= set(self.header_tags)
        self.variables -= set(self.header_names)
        self.names -= set(self.header_names)


# === One text of all ===

def words_of(text):
    return {lexeme.group() for lexeme in LEXEME.finditer(text) if lexeme.group("name")}


class Macro:
    """A macro with parameters; members are the numbers of those that name a member, or are pasted or quoted."""

    def __init__(self, parameters, body):
        self.parameters = parameters
        self.body = [m.group() for m in LEXEME.finditer(body) if not m.group("other")]
        self.members = set()

    def learn(self, macros):
        """Takes what the body does with its parameters, also by way of other macros. False when that is known."""
        found = set()
        around = [""] + self.body + [""]
        for before, word, behind in zip(around, around[1:], around[2:]):
            if word in self.parameters and (before in (".", "->", "#", "##") or behind == "##"):
                found.add(self.parameters.index(word))
        for _, words in member_arguments(self.body, macros):
            found.update(self.parameters.index(self.body[i]) for i in words if self.body[i] in self.parameters)
        news = found - self.members
        self.members |= found
        return bool(news)


def macros_of(text):
    macros = {}
    for name, parameters, body in re.findall(r"^#\s*define (\w+)\(([^)]*)\)((?:\\\n|[^\n])*)", text, re.M):
        macros[name] = Macro([p.strip() for p in parameters.split(",")], body)
    return macros


def member_arguments(words, macros):
    """Finds calls of macros: (index of the name, indexes of the words in arguments that are members) each."""
    for i, word in enumerate(words[:-1]):
        if word not in macros or words[i + 1] != "(":
            continue
        number, depth, found = 0, 0, []
        for j in range(i + 1, len(words)):
            depth += (words[j] in OPEN) - (words[j] in CLOSE)
            if depth == 0:
                break
            if depth == 1 and words[j] == ",":
                number += 1
            elif number in macros[word].members:
                found.append(j)
        yield i, found


def untouchable(words, macros):
    """The indexes of words that are no names of the file: members, in structs, behind a dot, and given to macros."""
    indexes = set()
    for _, found in member_arguments(words, macros):
        indexes.update(found)
    braces, members = [], False  # whether each { that is open holds members, and the next one would
    for i, word in enumerate(words):
        before = words[i - 1] if i > 0 else ""
        following = words[i + 1] if i + 1 < len(words) else ""
        if word == "{":
            braces.append(members)
        elif word == "}" and braces:
            braces.pop()
        # The { behind `struct` or `struct tag` holds members.
        members = word in ("struct", "union") or (before in ("struct", "union") and is_name(word))
        if before in (".", "->") or (braces and braces[-1] and not is_name(following) and following != "*"):
            indexes.add(i)
    return indexes


def rename(text, tags, names, prefixes, macros):
    """Puts labels in front of names: of tags only behind `struct`, of prefixes only before ##."""
    lexemes = list(LEXEME.finditer(text))
    places = [i for i, m in enumerate(lexemes) if not m.group("other")]
    words = [lexemes[i].group() for i in places]
    skip = untouchable(words, macros)
    # Parameters are a macro's own: from its name to the line's end.
    ends = {m.start(1): (m.end(), {p.strip() for p in m.group(2).split(",")})
            for m in re.finditer(r"^#\s*define (\w+)\(([^)]*)\)(?:\\\n|[^\n])*", text, re.M)}
    parameters, until = set(), 0
    out = [m.group() for m in lexemes]
    for i, word in enumerate(words):
        at = lexemes[places[i]].start()
        if at in ends:
            until, parameters = ends[at]
        if not is_name(word) or i in skip or (at < until and word in parameters):
            continue
        if i > 0 and words[i - 1] in KEYWORDS:
            labels = tags
        elif i + 1 < len(words) and words[i + 1] == "##":
            labels = prefixes
        else:
            labels = names
        if word in labels:
            out[places[i]] = f"{labels[word]}_{word}"
    return "".join(out)


def stem(path):
    return os.path.splitext(os.path.basename(path))[0]


PREAMBLE = """
#include "postfixlog.h"

/* A header's function that only tests call is no mistake; clang has no headers to know that by. */
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wunused-function"
#endif

"""


class Amalgam:
    def __init__(self):
        self.seen = set()
        self.first = ""  # what has to stand before all #include lines
        self.sources = sources()
        self.looks = {source: Look(source) for source in self.sources}
        # The first header to declare a name has it to itself.
        self.first_tags, self.first_names = {}, {}
        for look in self.looks.values():
            for tag, owner in look.header_tags.items():
                self.first_tags.setdefault(tag, owner)
            for name, owner in look.header_names.items():
                self.first_names.setdefault(name, owner)
        self.words = {source: words_of(read(source)) for source in self.sources}

        lib = [os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(ROOT, "lib")) for name in names]
        self.header_text = "\n".join(read(path) for path in lib if path.endswith(".h"))
        # What the .def files take is defined anew for each, and undefined by them.
        def_macros = {macro for path in lib if path.endswith(".def") for macro in DEFINE.findall(read(path))}
        self.header_macros = set(DEFINE.findall(self.header_text)) - def_macros

    def inline(self, text, relabel):
        """Puts the project's files where they are included, each header once."""
        def put(match):
            path = resolve(match.group(1))
            if path is None:
                return match.group()
            if path.startswith("include/"):
                return ""
            if path.endswith(".def"):
                return read(path)
            if path in self.seen:
                return ""
            self.seen.add(path)
            return self.inline(relabel(read(path)), relabel)
        return INCLUDE.sub(put, text)

    def label(self, source):
        alone = sum(stem(other) == stem(source) for other in self.sources) == 1
        return stem(source) if alone else os.path.basename(os.path.dirname(source)) + "_" + stem(source)

    def section(self, source):
        text = read(source)
        # Before its first #include a source tells the system's headers what it needs of them.
        start = re.search(r"^#", text, re.M).start()
        include = INCLUDE.search(text).start()
        self.first += text[start:include].strip() + "\n" if text[start:include].strip() else ""
        text = text[:start] + text[include:]

        macros = macros_of(self.header_text + text)
        while any([macro.learn(macros) for macro in macros.values()]):
            pass
        # Two headers that no source includes together may have the same name for two things.
        look, rest = self.looks[source], [look for other, look in self.looks.items() if other != source]
        header_tags = {t: stem(owner) for t, owner in look.header_tags.items() if owner != self.first_tags[t]}
        header_names = {n: stem(owner) for n, owner in look.header_names.items() if owner != self.first_names[n]}

        clashing_tags = look.tags & set(self.first_tags).union(*(other.tags for other in rest))
        clashing = look.names & set(self.first_names).union(*(other.names for other in rest))
        # Whoever has a local variable of that name must not be told that it hides this one.
        clashing |= look.variables.intersection(set().union(*(w for s, w in self.words.items() if s != source)))
        # A name that is put together, ID_##name, is renamed by its beginning.
        said = self.words[source]
        prefixes = {p for p in re.findall(r"(\w+)##", text) if any(n.startswith(p) and n not in said for n in clashing)}
        clashing |= {n for n in look.names if any(n.startswith(p) for p in prefixes)}
        defined = set(DEFINE.findall(text))
        clashing |= defined & self.header_macros

        label = self.label(source)
        text = rename(text, {**header_tags, **dict.fromkeys(clashing_tags, label)},
                      {**header_names, **dict.fromkeys(clashing, label)}, dict.fromkeys(prefixes, label), macros)
        text = self.inline(text, lambda header: rename(header, header_tags, header_names, {}, macros))
        ends = sorted(defined - self.header_macros - set(re.findall(r"^#undef (\w+)", text, re.M)))
        return f"/* ---- {source} ---- */\n\n" + text + "".join(f"#undef {macro}\n" for macro in ends)

    def source(self):
        sections = [self.section(source) for source in self.sources]
        return self.first + PREAMBLE + "\n".join(sections)


def header():
    """All public headers, each before those that need it."""
    folder, out, seen = "include/postfixlog", [], set()

    def put(name):
        if name in seen:
            return
        seen.add(name)
        text = read(os.path.join(folder, name))
        for needed in re.findall(r"#include <postfixlog/(\S+)>", text):
            put(needed)
        out.append(re.sub(r"#include <postfixlog/\S+>\n", "", text))

    put("postfixlog.h")
    for name in sorted(n for n in os.listdir(os.path.join(ROOT, folder)) if n.endswith(".h")):
        put(name)
    return "\n".join(out)


def title(name):
    base = read("include/postfixlog/base.h")
    version = ".".join(re.findall(r"#define PFL_VERSION_\w+ (\d+)", base))
    licence = "".join(f" * {line}".rstrip() + "\n" for line in read("LICENSE").splitlines())
    return f"/*\n * {name} of libpostfixlog {version}, made of all its files by lib/amalgamate.py.\n *\n{licence} */\n"


def tidy(text):
    return re.sub(r"\n{3,}", "\n\n", text)


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    os.makedirs(sys.argv[1], exist_ok=True)
    for name, text in (("postfixlog.h", header()), ("postfixlog.c", Amalgam().source())):
        with open(os.path.join(sys.argv[1], name), "w", encoding="utf-8") as file:
            file.write(tidy(title(name) + text))


if __name__ == "__main__":
    main()
