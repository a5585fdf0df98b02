import { type DynamicModule, Module } from '@nestjs/common';
import { CONFIG, type ServerConfig } from './config.js';

/** Provides the ServerConfig to every module, as `@Inject(CONFIG)`. */
@Module({})
export class ConfigModule {
  static forRoot(config: ServerConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: CONFIG, useValue: config }],
      exports: [CONFIG],
    };
  }
}
