"""SMTP as far as Postfix's client speaks it, from the other end. Pipelining is not offered, so commands come one by one."""
import socketserver
import threading


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class Conversation(socketserver.StreamRequestHandler):
    extensions = (b"mx", b"8BITMIME", b"SMTPUTF8")

    def say(self, reply):
        self.wfile.write(reply + b"\r\n")

    def handle(self):
        self.say(b"220 mx ESMTP")
        for line in self.rfile:
            verb, line = line[:4].upper(), line.rstrip(b"\r\n")
            if verb == b"EHLO":
                for extension in self.extensions[:-1]:
                    self.say(b"250-" + extension)
                self.say(b"250 " + self.extensions[-1])
            elif verb == b"DATA":
                self.say(b"354 go on")
                self.say(self.data(b"".join(iter(self.rfile.readline, b".\r\n"))))
            elif verb == b"QUIT":
                self.say(b"221 bye")
                return
            else:
                self.say(self.command(verb, line))

    def command(self, verb, line):
        return b"250 ok"

    def data(self, content):
        return b"250 2.0.0 taken"


def serve(address, port, conversation, truth):
    server = Server((address, port), conversation)
    server.truth = truth
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
