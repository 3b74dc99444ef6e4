import { api } from '../api/client';
import type { Session } from '../api/schema';
import { desk, session, setSession } from '../state/desk';
import { recall, remember } from './stored';
import { ask, Form, text } from './dialog';

const NAME = 'name';

function Login({ done }: { done: (session: Session) => void }) {
  const byName = desk.value?.open_mode ?? true;
  const send = async (values: FormData) => {
    const value = text(values, byName ? 'name' : 'token');
    const next = await api.login(byName ? { name: value } : { token: value });
    if (byName) remember(NAME, value);
    done(next);
  };
  return (
    <Form does="Sign in" send={send}>
      {byName ? (
        <label>
          Your name, which stands beside what you edit
          <input name="name" required maxLength={40} autocomplete="nickname" autofocus value={recall<string>(NAME) ?? ''} />
        </label>
      ) : (
        <label>
          Your token
          <input name="token" type="password" required maxLength={128} autocomplete="current-password" autofocus />
        </label>
      )}
    </Form>
  );
}

/** Whether somebody is signed in, if need be after asking. */
export async function askForName(): Promise<boolean> {
  if (session.value.editor) return true;
  const next = await ask<Session>('Sign in to edit', (done) => <Login done={done} />);
  if (next) setSession(next);
  return next !== null;
}
