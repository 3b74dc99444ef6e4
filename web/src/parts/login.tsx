import { api } from '../api/client';
import type { Session } from '../api/schema';
import { desk, session, setSession } from '../state/desk';
import { recall, remember } from './stored';
import { ask, Form, text } from './dialog';

const NAME = 'name';

function Login({ done }: { done: (session: Session) => void }) {
  const byName = desk.value?.open_mode ?? false; // a desk that tells nothing of itself wants a token
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

let asking: Promise<Session | null> | null = null;

/** Whether somebody is signed in, if need be after asking, which is done once whoever wants to know. */
export async function askForName(title = 'Sign in to edit'): Promise<boolean> {
  if (session.value.editor) return true;
  asking ??= ask<Session>(title, (done) => <Login done={done} />);
  const next = await asking;
  asking = null;
  if (next) setSession(next);
  return next !== null;
}
