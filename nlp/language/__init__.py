"""Which language and script an article is in, sentence by sentence where they mix."""

from nlp.language.detection import Detection, detect, detect_sentence
from nlp.language.tags import read_tag

__all__ = ["Detection", "detect", "detect_sentence", "read_tag"]
