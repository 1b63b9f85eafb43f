import 'reflect-metadata';
import { validateOrReject } from 'class-validator';
import { Server } from 'socket.io';
import {
  EmitOnFail,
  MessageAck,
  MessageBody,
  OnMessage,
  SocketController,
  SocketControllers,
  SocketIO,
} from 'socket-controllers';
import { Container, Service } from 'typedi';
import { extraEventGroups } from './environment.config.ts';
import { createServer } from './http-server.ts';
import { leaveServer } from './leave-server.ts';
import { accept, type Echo, echo, nextOrderPlaced, type Receipt, type Sent, send } from './order.ts';
import { BurstDto, EchoDto, MessageDto, OrderDto } from './order-dto.ts';
import { reportPort } from './report-port.ts';

type Ack<Reply> = (reply: Reply) => void;

@SocketController()
@Service()
class OrderController {
  @OnMessage('order:place')
  @EmitOnFail('exception')
  async place(@MessageBody() order: OrderDto, @MessageAck() ack: Ack<Receipt>): Promise<void> {
    await validateOrReject(order);
    ack(accept(order));
  }

  @OnMessage('message:send')
  @EmitOnFail('exception')
  async send(@MessageBody() message: MessageDto, @MessageAck() ack: Ack<Sent>): Promise<void> {
    await validateOrReject(message);
    ack(send(message));
  }

  @OnMessage('system:echo')
  @EmitOnFail('exception')
  async echo(@MessageBody() given: EchoDto, @MessageAck() ack: Ack<Echo>): Promise<void> {
    await validateOrReject(given);
    ack(echo(given));
  }

  @OnMessage('burst:start')
  @EmitOnFail('exception')
  async startBurst(
    @MessageBody() burst: BurstDto,
    @MessageAck() ack: Ack<{ sent: number }>,
    @SocketIO() io: Server,
  ): Promise<void> {
    await validateOrReject(burst);
    for (let sent = 0; sent < burst.count; sent += 1) io.emit('order:placed', nextOrderPlaced());
    ack({ sent: burst.count });
  }
}

function createExtraController(events: readonly string[]) {
  @SocketController()
  @Service()
  class ExtraController {}
  // What the decorators of `place` say, for as many events as are asked for.
  const { prototype } = ExtraController;
  for (const event of events) {
    Object.defineProperty(prototype, event, { value: OrderController.prototype.place });
    Reflect.defineMetadata('design:paramtypes', [OrderDto, Function], prototype, event);
    MessageBody()(prototype, event, 0);
    MessageAck()(prototype, event, 1);
    EmitOnFail('exception')(prototype, event);
    OnMessage(event)(prototype, event);
  }
  return ExtraController;
}

const server = createServer();
const io = new Server(server);
leaveServer(io);
new SocketControllers({
  io,
  container: Container,
  controllers: [OrderController, ...extraEventGroups.map(createExtraController)],
});
server.listen(0, () => reportPort(server));
