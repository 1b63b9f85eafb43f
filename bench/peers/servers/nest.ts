import 'reflect-metadata';
import { Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@nestjs/websockets';
import type { Server } from 'socket.io';
import { certificate, extraEvents } from './environment.config.ts';
import { leaveServer } from './leave-server.ts';
import { accept, type Echo, echo, nextOrderPlaced, type Receipt, type Sent, send } from './order.ts';
import { BurstDto, EchoDto, MessageDto, OrderDto } from './order-dto.ts';
import { reportPort } from './report-port.ts';

@WebSocketGateway()
class OrderGateway {
  @WebSocketServer()
  server!: Server;

  @SubscribeMessage('order:place')
  place(@MessageBody() order: OrderDto): Receipt {
    return accept(order);
  }

  @SubscribeMessage('message:send')
  send(@MessageBody() message: MessageDto): Sent {
    return send(message);
  }

  @SubscribeMessage('system:echo')
  echo(@MessageBody() given: EchoDto): Echo {
    return echo(given);
  }

  @SubscribeMessage('burst:start')
  startBurst(@MessageBody() { count }: BurstDto): { sent: number } {
    for (let sent = 0; sent < count; sent += 1) this.server.emit('order:placed', nextOrderPlaced());
    return { sent: count };
  }
}

// What the decorators of `place` say, for as many events as are asked for.
for (const event of extraEvents) {
  const value = (order: OrderDto): Receipt => accept(order);
  Object.defineProperty(OrderGateway.prototype, event, { value });
  Reflect.defineMetadata('design:paramtypes', [OrderDto], OrderGateway.prototype, event);
  MessageBody()(OrderGateway.prototype, event, 0);
  SubscribeMessage(event)(OrderGateway.prototype, event, { value });
}

@Module({ providers: [OrderGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule, {
  logger: ['error', 'fatal'],
  ...(certificate && { httpsOptions: certificate }),
});
app.useGlobalPipes(new ValidationPipe({ exceptionFactory: (errors) => new WsException(errors) }));
await app.listen(0);
leaveServer(app.get(OrderGateway).server);
reportPort(app.getHttpServer());
