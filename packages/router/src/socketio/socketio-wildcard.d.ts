// The types on npm bring those of socket.io-client 1, which hide the ones of the real client.
declare module 'socketio-wildcard' {
  interface Emitter<Socket> {
    readonly prototype: { emit(this: Socket, event: string, ...args: never[]): boolean };
  }

  /** The hook makes each event packet two calls of the emitter's `emit`, with the socket as `this`. */
  function wildcard<Socket>(emitter: Emitter<Socket>): (socket: Socket) => void;
  export = wildcard;
}
