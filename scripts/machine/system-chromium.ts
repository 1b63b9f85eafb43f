import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { which } from '../lib/which.ts';

/** The browsers of Chromium's family that this machine has already, in the order to try them. */
export function systemChromium(): string[] {
  if (process.platform === 'darwin') return macBrowsers().filter(existsSync);
  if (process.platform === 'win32') return windowsBrowsers().filter(existsSync);
  // The shell first: it shows no window, and tests on it take two thirds of the time.
  const names = [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge',
  ];
  return names.flatMap((name) => which(name) ?? []);
}

function macBrowsers(): string[] {
  const names = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
  const folders = ['/Applications', join(process.env.HOME ?? '', 'Applications')];
  return folders.flatMap((folder) => names.map((name) => join(folder, `${name}.app/Contents/MacOS/${name}`)));
}

function windowsBrowsers(): string[] {
  const { LOCALAPPDATA, PROGRAMFILES, 'PROGRAMFILES(X86)': PROGRAMFILES_X86 } = process.env;
  const folders = [PROGRAMFILES, PROGRAMFILES_X86, LOCALAPPDATA].filter((folder) => folder !== undefined);
  const programs = [
    'Chromium/Application/chrome.exe',
    'Google/Chrome/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ];
  return programs.flatMap((program) => folders.map((folder) => join(folder, program)));
}
