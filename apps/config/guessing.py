"""From where somebody signs in, as far as the guessing of passwords is concerned."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address of whoever asks; of IPv6 its network, since one person has all addresses in it.

    Behind our proxy it is the last address in X-Forwarded-For, the one that the proxy itself saw: those before it are
    whatever the visitor wrote there. Without a proxy the header is the visitor's altogether, and is not looked at.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.IS_BEHIND_PROXY:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or said
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)
