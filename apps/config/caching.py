"""What nobody but who asked may keep of an answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

_Answers = Callable[[HttpRequest], HttpResponseBase]


def answer_privately(get_response: _Answers) -> _Answers:
    """Middleware: what somebody who is signed in gets is kept by no cache, public pages with what they may do too."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return answer
