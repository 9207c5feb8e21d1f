"""All the ways to read a text.

A part is a function of a text and a place in it. It yields every place where it can end, each with the fields it
read on the way. Nothing is decided early: a text in the middle may end wherever what follows can start, and
readings() gives every way that reaches the end. That is slow, and it is the point: a parser that decides early
cannot know that a line has a second reading.
"""
import re


def lit(word):
    def part(text, at):
        if text.startswith(word, at):
            yield at + len(word), {}
    return part


def one(name, pattern):
    """A field that ends where its pattern does; name None for none."""
    compiled = re.compile(pattern, re.S | re.A)

    def part(text, at):
        found = compiled.match(text, at)
        if found:
            yield found.end(), {name: found.group()} if name else {}
    return part


def free(name, before="", allowed=None):
    """Any text that ends in front of `before`, or at the end of the line; `allowed` looks at it."""
    def part(text, at):
        end = text.find(before, at) if before else len(text)
        while end >= 0:
            if allowed is None or allowed(text[at:end]):
                yield end, {name: text[at:end]}
            if not before:
                return
            end = text.find(before, end + 1)
    return part


def fields(pattern):
    """Several fields that end where their pattern does: its named groups."""
    compiled = re.compile(pattern, re.S | re.A)

    def part(text, at):
        found = compiled.match(text, at)
        if found:
            yield found.end(), {k: v for k, v in found.groupdict().items() if v is not None}
    return part


def seq(*parts):
    if len(parts) == 1:
        return parts[0]
    first, rest = parts[0], seq(*parts[1:])

    def part(text, at):
        for end, read in first(text, at):
            for last, more in rest(text, end):
                yield last, {**read, **more}
    return part


def opt(*parts):
    inside = seq(*parts)

    def part(text, at):
        yield from inside(text, at)
        yield at, {}
    return part


def either(*parts):
    def part(text, at):
        for each in parts:
            yield from each(text, at)
    return part


def readings(part, text):
    """Every way to read the whole text, once each, in the order they were found."""
    found = []
    for end, read in part(text, 0):
        if end == len(text) and read not in found:
            found.append(read)
    return found
