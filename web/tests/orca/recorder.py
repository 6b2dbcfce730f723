"""The voice of Orca for tests: it writes what it is to say into the file ORCA_SAYS, a JSON string a line."""
import json
import os

from gi.repository import GLib
from orca.speechserver import SayAllContext, SpeechServer as Server


class SpeechServer(Server):
    _only = None

    @classmethod
    def getSpeechServer(cls, _info=None):
        cls._only = cls._only or cls()
        return cls._only

    @classmethod
    def getSpeechServers(cls):
        return [cls.getSpeechServer()]

    def __init__(self):
        super().__init__()
        self._file = open(os.environ['ORCA_SAYS'], 'a', encoding='utf-8', buffering=1)
        self._all = 0

    def _write(self, text):
        if text and text.strip():
            self._file.write(json.dumps(' '.join(text.split()), ensure_ascii=False) + '\n')

    def getInfo(self):
        return ['recorder', 'recorder']

    def getVoiceFamilies(self):
        return []

    def speak(self, text=None, acss=None, interrupt=True):
        self._write(text)

    def speakCharacter(self, character, acss=None):
        self._write(character)

    def stop(self):
        self._all += 1

    def sayAll(self, utteranceIterator, progressCallback):
        """One after another, as a voice would, until something else is to be said."""
        self.stop()
        turn = self._all

        def following():
            if turn != self._all:
                return False
            try:
                context, _ = next(utteranceIterator)
            except StopIteration:
                self._write('(the end)')
                return False
            self._write(context.utterance)
            context.currentOffset = context.endOffset
            progressCallback(context, SayAllContext.COMPLETED)
            return True

        GLib.idle_add(following)
