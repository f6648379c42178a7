package shop.cvm.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A line to a port of this machine that can be made slow: what goes in comes out later, in both directions. */
final class SlowLine implements AutoCloseable {

    private final ServerSocket entrance;
    private final int target;
    private volatile long delayNanos;

    private SlowLine(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    static SlowLine to(int target) throws IOException {
        SlowLine line = new SlowLine(new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1")), target);
        daemon(line::accept);
        return line;
    }

    String address() {
        return "127.0.0.1:" + entrance.getLocalPort();
    }

    /** What is sent from now on arrives so much later. */
    void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    private void accept() {
        try {
            while (true) {
                Socket in = entrance.accept();
                daemon(() -> connect(in));
            }
        } catch (IOException closed) {
            // Nobody connects any more.
        }
    }

    private void connect(Socket in) {
        try (in;
                Socket out = new Socket(InetAddress.getByName("127.0.0.1"), target)) {
            in.setTcpNoDelay(true);
            out.setTcpNoDelay(true);
            Thread back = daemon(() -> carry(out, in));
            carry(in, out);
            back.join();
        } catch (IOException gone) {
            // The other side sees its connection closed.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends both directions when one ends. */
    private void carry(Socket from, Socket to) {
        byte[] packet = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
                if (delayNanos > 0) {
                    LockSupport.parkNanos(delayNanos);
                }
                out.write(packet, 0, length);
                out.flush();
            }
        } catch (IOException gone) {
            // Ends below.
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed.
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "slow-line");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
