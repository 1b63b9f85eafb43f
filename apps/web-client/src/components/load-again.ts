let attempts = 0;

/**
 * Imports a module again whose fetch failed. A browser remembers the failure of an address for as long as the page lives,
 * so it takes another one. The module's own styles, which failed with it, come first.
 */
export async function loadAgain<Module>(load: () => Promise<Module>): Promise<Module> {
  const sheets = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
  await Promise.all(sheets.filter(({ sheet }) => !sheet).map(fetchStyles));
  return load().catch((error: unknown) => {
    // Chrome and Firefox name the address that failed.
    const [address] = /https?:\/\/\S+\.[jt]sx?\b/.exec(String(error)) ?? [];
    if (address === undefined) throw error;
    attempts++;
    return import(/* @vite-ignore */ `${address}?retry=${attempts}`) as Promise<Module>;
  });
}

function fetchStyles(link: HTMLLinkElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const again = link.cloneNode() as HTMLLinkElement;
    again.onload = () => resolve();
    again.onerror = () => reject(new Error(`${link.href} could not be fetched.`));
    link.replaceWith(again);
  });
}
