import { Module } from '@nestjs/common';
import { ReviewStatesModule } from '../review-states/review-states.module.js';
import { AutosaveContentResolver, AutosavesResolver } from './autosaves.resolver.js';
import { AutosavesService } from './autosaves.service.js';
import { NamedLoader } from './named.loader.js';

/** What people have written and not saved: each for themselves. */
@Module({
  imports: [ReviewStatesModule],
  providers: [AutosaveContentResolver, AutosavesResolver, AutosavesService, NamedLoader],
})
export class AutosavesModule {}
