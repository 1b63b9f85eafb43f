import { createServer } from '@switchboard/node-server';
import type { CreateApp } from '@switchboard/node-server/processes';
import express from 'express';
import { contract } from '../contract.ts';
import { listControllers } from './controllers.ts';

export const createApp: CreateApp = (config, logger, options) =>
  createServer({
    ...{ ...options, config, logger, contract },
    controllers: listControllers,
    // What `npm run build` made. While you work, Vite serves the page instead.
    routes: (app) => app.use(express.static('dist/page')),
  });
