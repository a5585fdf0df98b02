import { Module } from '@nestjs/common';
import { NewsroomResolver } from './newsroom.resolver.js';

/** What the desk's screens need to know of where they are. */
@Module({ providers: [NewsroomResolver] })
export class NewsroomModule {}
