"""What every address of the two APIs begins with. Programs keep these: a change of shape gets another number."""

DESK_API = "/api/v1/"
PUBLIC_API = "/api/public/v1/"
