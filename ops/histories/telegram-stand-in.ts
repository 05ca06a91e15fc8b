import type { Notice } from '../../domain/notices'

/** Takes every message; while it is away it keeps whoever speaks to it waiting. */
export class TelegramStandIn {
  /** In the order in which they came, those that wait included. */
  readonly told: Notice[] = []
  private isBack = Promise.resolve()
  comeBack: () => void = () => undefined

  goAway(): void {
    this.isBack = new Promise((resolve) => {
      this.comeBack = resolve
    })
  }

  async tell(notice: Notice): Promise<'sent'> {
    this.told.push(notice)
    await this.isBack
    return 'sent'
  }
}
