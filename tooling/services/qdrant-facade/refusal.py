class Refusal(Exception):
    """What the server answers instead of a result."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


def fields(value, where, required=(), optional=()):
    """The members of an object that has all the required ones and none but these."""
    if not isinstance(value, dict):
        raise Refusal(400, f"Format error in JSON body: {where} is not an object")
    for name in value.keys() - {*required, *optional}:
        raise Refusal(400, f"Format error in JSON body: unknown field `{name}` in {where}")
    for name in required:
        if name not in value:
            raise Refusal(400, f"Format error in JSON body: missing field `{name}` in {where}")
    return value
