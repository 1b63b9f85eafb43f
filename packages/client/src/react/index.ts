import type {
  Contract,
  EventMap,
  EventName,
  PayloadOutput,
  Reply,
  ServerEventMap,
} from '@switchboard/contract';
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { type ClientOptions, createClient } from '../client.ts';
import type { ConnectionState } from '../socket/connection-state.ts';
import type { CallArguments, Client, ListenerResult } from '../typed-client.ts';

/** The hooks of one contract. All but ClientProvider and useNewClient throw an Error outside of it. */
export interface ClientHooks<C extends EventMap, S extends ServerEventMap> {
  readonly ClientProvider: (props: { client: Client<C, S>; children?: ReactNode }) => ReactElement;
  readonly useClient: () => Client<C, S>;
  /**
   * A client that lives as long as the component: it connects when that is mounted, and disconnects when it is unmounted.
   * StrictMode makes one connection of it, and a render that React gives up makes none. The url and the options of the
   * first render hold; give the component another `key` for others. It needs no ClientProvider.
   */
  readonly useNewClient: (url: string, options?: Omit<ClientOptions, 'autoConnect'>) => Client<C, S>;
  /** The connection's state, rendered again at each change. */
  readonly useConnection: () => ConnectionState;
  /** A stable function that calls the event, and what came of the call that settled last. */
  readonly useCall: <E extends EventName<C>>(event: E) => CallHook<C, E>;
  /** Hears the event, and may answer it, while mounted; the listener may change at every render. */
  readonly useEvent: <E extends EventName<S>>(
    event: E,
    listener: (payload: PayloadOutput<S[E]>) => ListenerResult<S[E]>,
  ) => void;
}

export interface CallHook<C extends EventMap, E extends EventName<C>> {
  readonly call: (...args: CallArguments<C[E]>) => Promise<Reply<C[E]>>;
  readonly pending: boolean;
  /** `undefined` before the first call settles. */
  readonly reply: Reply<C[E]> | undefined;
}

/** Binds the hooks to a contract's types. Call it once, beside the contract. Throws a TypeError for what is no contract. */
export function createClientHooks<C extends EventMap, S extends ServerEventMap>(
  contract: Contract<C, S>,
): ClientHooks<C, S> {
  if (typeof contract?.serverEventMap !== 'object')
    throw new TypeError('createClientHooks takes a contract: what defineContract(…) returns.');
  const ClientContext = createContext<Client<C, S> | undefined>(undefined);

  const useClient = (): Client<C, S> => {
    const client = useContext(ClientContext);
    if (!client) throw new Error('Put this component into a ClientProvider.');
    return client;
  };

  return {
    ClientProvider: ({ client, children }) =>
      createElement(ClientContext.Provider, { value: client }, children),
    useClient,
    useNewClient: (url, options) => {
      const [client] = useState(() => createClient(contract, url, { ...options, autoConnect: false }));
      const isMounted = useRef(false);
      // Before the effects of the components in it, which may call.
      useLayoutEffect(() => {
        isMounted.current = true;
        client.connect();
        return () => {
          isMounted.current = false;
          // StrictMode unmounts and mounts again at once.
          queueMicrotask(() => isMounted.current || client.disconnect());
        };
      }, [client]);
      return client;
    },
    useConnection: () => {
      const client = useClient();
      const subscribe = useCallback((listener: () => void) => client.onState(listener), [client]);
      return useSyncExternalStore(subscribe, () => client.state);
    },
    useCall: <E extends EventName<C>>(event: E): CallHook<C, E> => {
      const client = useClient();
      const [pending, setPending] = useState(0);
      const [reply, setReply] = useState<Reply<C[E]>>();
      const call = useCallback(
        (...args: CallArguments<C[E]>) => {
          const called = client.call(event, ...args); // Throws for wrong options, and then nothing is pending.
          setPending((count) => count + 1);
          return called.then((settled) => {
            setPending((count) => count - 1);
            setReply(settled);
            return settled;
          });
        },
        [client, event],
      );
      return { call, pending: pending > 0, reply };
    },
    useEvent: (event, listener) => {
      const client = useClient();
      const latest = useRef(listener);
      useEffect(() => {
        latest.current = listener;
      });
      useEffect(() => client.on(event, (payload) => latest.current(payload)), [client, event]);
    },
  };
}
