from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "apps.exchange"
    label = "exchange"

    def ready(self) -> None:
        from apps.compare import file_offers
        from apps.exchange.offered import Files

        file_offers.register(Files())
