"""The home screen (首页) and what is begun there: opening, a new draft from a template, the guide, the settings."""
