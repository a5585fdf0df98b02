// What a resolver throws goes on to format-error.ts as it is. Nest would log each of them as a fault of the server first.
import { Catch, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

@Catch()
export class ResolverErrorFilter extends BaseExceptionFilter {
  override catch(exception: unknown, host: ArgumentsHost): unknown {
    return host.getType<string>() === 'graphql' ? exception : super.catch(exception, host);
  }
}
