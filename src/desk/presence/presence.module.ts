import { Module } from '@nestjs/common';
import { ReviewStatesModule } from '../review-states/review-states.module.js';
import { UsersModule } from '../users/users.module.js';
import { EditingResolver, PresenceResolver } from './presence.resolver.js';
import { PresenceService } from './presence.service.js';

/** Who has an article open for editing. */
@Module({
  imports: [ReviewStatesModule, UsersModule],
  providers: [EditingResolver, PresenceResolver, PresenceService],
})
export class PresenceModule {}
