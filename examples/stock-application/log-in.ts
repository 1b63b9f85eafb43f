/** Logs in as a browser does. Resolves to the cookie of the session. */
export async function logIn(url: string, name: string): Promise<string> {
  const { headers } = await fetch(`${url}/login`, { method: 'POST', body: new URLSearchParams({ name }) });
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
