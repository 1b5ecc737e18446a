from django.apps import AppConfig

from portfolio.kernel.characters import refuse_in_every_form


class PortfolioConfig(AppConfig):
    name = "portfolio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Before the first form class is made."""
        refuse_in_every_form()
