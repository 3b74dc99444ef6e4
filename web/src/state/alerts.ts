import { signal } from '@preact/signals';
import { api } from '../api/client';
import type { Alert } from '../api/schema';

const KEPT = 100;

/** The newest first. */
export const alerts = signal<readonly Alert[]>([]);
/** The one that came last, until the reader puts it away. */
export const newest = signal<Alert | null>(null);

export async function loadAlerts(): Promise<void> {
  alerts.value = (await api.alerts({ limit: KEPT })).alerts;
}

export function takeAlert(alert: Alert): void {
  if (alerts.value.some((a) => a.alert === alert.alert)) return;
  alerts.value = [alert, ...alerts.value].slice(0, KEPT);
  newest.value = alert;
}
