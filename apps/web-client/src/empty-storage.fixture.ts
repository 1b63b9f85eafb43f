// A setup file of Vitest: the test files share a page's storage, and modules read it as they load.
localStorage.clear();
sessionStorage.clear();
