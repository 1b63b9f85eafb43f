/**
 * uPlot formats numbers in the browser's language as soon as it is imported, and throws where that is no language tag, as
 * in a browser started with `LANG=C`. Import this first.
 */
function isLanguageTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

if (!isLanguageTag(navigator.language)) {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
}
