# asn1crypto comes without types: what comes from it is Any, until our own code names it.
from typing import Any

def __getattr__(name: str) -> Any: ...
