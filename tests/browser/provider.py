"""A small OpenID provider for tests: discovery, JWKS, authorization code with PKCE and nonce, RS256, sign-out.

`python -m tests.browser.provider PORT` serves it; whoever comes picks at the door who they are. Some of them are a
provider gone wrong.
"""

from __future__ import annotations

import base64
import hashlib
import sys
import time
from secrets import token_urlsafe
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "bedarfsatlas", "a secret between provider and client"
MAIL = "erika.mustermann@atlas.example"
HOURS = 3600
# What each says of themselves, over what an honest token says.
PEOPLE: dict[str, dict[str, object]] = {
    "kreis": {"groups": ["/bedarfsatlas/kreis", "offline_access"]},
    "rheine": {"groups": ["/bedarfsatlas/rheine"]},
    "unknown": {"groups": ["/bedarfsatlas/hausmeister"]},
    "yesterday": {"groups": ["/bedarfsatlas/kreis"], "iat": -23 * HOURS},
    "expired": {"groups": ["/bedarfsatlas/kreis"], "iat": -2 * HOURS, "exp": -1 * HOURS},
    "other-issuer": {"groups": ["/bedarfsatlas/kreis"], "iss": "https://evil.example"},
    "other-audience": {"groups": ["/bedarfsatlas/kreis"], "aud": "another client"},
    "other-nonce": {"groups": ["/bedarfsatlas/kreis"], "nonce": "replayed"},
    "other-key": {"groups": ["/bedarfsatlas/kreis"]},
}


class Provider:
    """One client, nobody remembered."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.key = RSAKey.generate_key(2048, parameters={"kid": "one"})
        self.other_key = RSAKey.generate_key(2048, parameters={"kid": "one"})
        self.codes: dict[str, dict[str, str]] = {}
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discovery),
                Route("/jwks", self.jwks),
                Route("/authorize", self.authorize),
                Route("/allow", self.allow),
                Route("/token", self.token, methods=["POST"]),
                Route("/end", self.end),
            ]
        )

    async def discovery(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "end_session_endpoint": f"{self.issuer}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def jwks(self, _: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked.get("client_id") != CLIENT or asked.get("code_challenge_method") != "S256" or "nonce" not in asked:
            return Response("not our client, no PKCE or no nonce", status_code=400)
        doors = "".join(f'<p><a href="/allow?{urlencode(asked | {"who": who})}">{who}</a></p>' for who in PEOPLE)
        return HTMLResponse(f"<!doctype html><link rel=icon href='data:,'><title>Anmeldedienst</title>{doors}")

    async def allow(self, request: Request) -> Response:
        asked = dict(request.query_params)
        code = token_urlsafe()
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def token(self, request: Request) -> Response:
        form = dict(await request.form())
        asked = self.codes.pop(str(form.get("code")), None)
        given = base64.b64decode(request.headers.get("authorization", "").removeprefix("Basic ")).decode()
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_client = given in (f"{CLIENT}:{SECRET}", f"{CLIENT}:{SECRET.replace(' ', '+')}")
        if asked is None or challenge != asked["code_challenge"] or not is_client:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        token = self._token(asked["who"], asked["nonce"])
        return JSONResponse({"access_token": token_urlsafe(), "token_type": "Bearer", "id_token": token})

    def _token(self, who: str, nonce: str) -> str:
        now, told = int(time.time()), PEOPLE[who]
        honest = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": who,
            "nonce": nonce,
            "email": MAIL,
            "name": "Erika Mustermann",
        }
        claims = honest | told | {"iat": now + int(told.get("iat", 0)), "exp": now + int(told.get("exp", HOURS))}
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.other_key if who == "other-key" else self.key)

    async def end(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])


if __name__ == "__main__":
    port = int(sys.argv[1])
    uvicorn.run(Provider(port).app, host="127.0.0.1", port=port, log_level="warning")
